package orderimport.carrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field means, in plain words of our own: one short sentence for whoever fills in a sheet.
 * It stands in the template's notes and in {@code columns}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FieldDoc {
  String value();

  /** A value as a person would type it; empty for none. */
  String example() default "";

  /**
   * Whether the template's example row fills it in; false, also for all that is within it, for what
   * few orders need and for what excludes something else.
   */
  boolean inExampleRow() default true;
}
