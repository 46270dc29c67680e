package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a text of a fixed number of digits, such as a Norwegian postcode: a number cell gets back the
 * leading zeros that the spreadsheet took, and a cell of a text file a single one, with a warning.
 * It checks nothing.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FixedDigits {
  int value();
}
