package orderimport.carrier;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a text for the reader of the sheet, such as the name of a product beside its id. Its cells
 * are neither checked nor sent, and the component is always null.
 */
@Documented
@JacksonAnnotationsInside
@JsonIgnore
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Informative {}
