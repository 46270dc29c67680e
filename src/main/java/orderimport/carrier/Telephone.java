package orderimport.carrier;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A telephone number as people write it: 5 to 20 digits with an optional extension. */
@Format(
    regexp =
        "(?=(\\D*\\d){5,20}\\D*$)\\+?[\\d\\p{Zs}().\\-/]+(\\p{Zs}*(ext\\.?|x|lok\\.?|lokal)\\p{Zs}*\\d+)?",
    code = "not_a_phone_number")
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
public @interface Telephone {
  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
