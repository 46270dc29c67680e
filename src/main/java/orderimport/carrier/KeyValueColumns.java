package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a list of records with the components {@code key} and {@code value}. Each entry has its own
 * column, {@code configuration[KEY]}, whose cell is the value. A key of digits is sent as a number.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeyValueColumns {}
