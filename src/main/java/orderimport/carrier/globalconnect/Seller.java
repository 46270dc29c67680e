package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Positive;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Telephone;
import org.jspecify.annotations.NullUnmarked;

/** The person who sells the order. */
@NullUnmarked
record Seller(
    @FieldDoc(value = "Name of the seller", example = "Ola Hansen") String name,
    @FieldDoc(value = "E-mail address of the seller", example = "ola@example.com") @Email String email,
    @FieldDoc(value = "Telephone number of the seller", example = "+47 22 65 43 21") @Telephone
        String telephone,
    @FieldDoc(value = "The seller's id at GlobalConnect", example = "2884001") @Positive Long id) {}
