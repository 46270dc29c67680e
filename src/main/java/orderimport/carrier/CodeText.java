package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text as a code, such as an article or room number, which a spreadsheet may have converted
 * to a date ({@code 3-12} becomes {@code 03.des}). The annotation itself checks nothing; the cell
 * parser rejects values that look like such a date.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface CodeText {}
