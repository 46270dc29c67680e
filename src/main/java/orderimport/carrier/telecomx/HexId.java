package orderimport.carrier.telecomx;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import orderimport.carrier.Format;

/** An id of TelecomX. Use it together with {@link UsualLength}. */
@Format(regexp = "[0-9A-Fa-f]+", code = "not_a_hex_id") @Documented
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@interface HexId {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Warns of ids without 24 digits; not an error, since the documentation has ids with 23. */
  @Format(regexp = ".{24}|.*[^0-9A-Fa-f].*|", code = "unusual_id_length") @Documented
  @Target({ElementType.FIELD, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = {})
  @interface UsualLength {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }
}
