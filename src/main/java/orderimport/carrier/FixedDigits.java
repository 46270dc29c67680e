package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text with a fixed number of digits, such as a Norwegian postcode. Leading zeros that a
 * spreadsheet dropped are restored with a warning: all of them in a number cell, a single one in a
 * cell of a text file. The annotation itself checks nothing.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FixedDigits {
  int value();
}
