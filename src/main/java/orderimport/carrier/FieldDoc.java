package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a field in our own words, in one short sentence for the person who fills in a sheet. It
 * appears in the template's notes and in the output of {@code columns}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FieldDoc {
  String value();

  /** A value as a user would enter it; empty for none. */
  String example() default "";

  /** The unit of the number; a heading that names another one rejects the file. */
  Unit unit() default Unit.NONE;

  /**
   * Whether the template's example row has a value for it. False for fields that few orders need
   * and for those that exclude another field; it then applies to all nested fields.
   */
  boolean inExampleRow() default true;
}
