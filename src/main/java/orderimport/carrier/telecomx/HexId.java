package orderimport.carrier.telecomx;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import orderimport.carrier.Format;

/** TelecomX's ids. Go together with {@link UsualLength}. */
@Format(
    regexp = "[0-9A-Fa-f]+",
    code = "not_a_hex_id",
    message = "is not an id of TelecomX",
    hint = "Copy the id: hexadecimal digits, usually 24 of them (0 to 9 and A to F).")
@Documented
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@interface HexId {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** That an id has 24 digits; a warning, since the documentation's own ids are of 23 in places. */
  @Format(
      regexp = ".{24}|.*[^0-9A-Fa-f].*|",
      code = "unusual_id_length",
      message = "is not 24 characters long, as ids of TelecomX usually are",
      hint = "See whether a character was lost in copying.")
  @Documented
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = {})
  @interface UsualLength {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }
}
