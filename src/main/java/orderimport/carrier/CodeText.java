package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a text that is a code, such as an article's or a room's, and no words: one that a spreadsheet
 * may have taken for a date ({@code 3-12} becomes {@code 03.des}). It checks nothing by itself; the
 * reading of cells refuses what looks like such a date.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface CodeText {}
