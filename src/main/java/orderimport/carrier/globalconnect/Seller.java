package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Positive;
import orderimport.carrier.Doc;
import orderimport.carrier.Telephone;
import org.jspecify.annotations.NullUnmarked;

/** Who sells the order. */
@NullUnmarked
record Seller(
    @Doc(value = "Name of the seller", example = "Ola Hansen") String name,
    @Doc(value = "E-mail address of the seller", example = "ola@example.com") @Email String email,
    @Doc(value = "Telephone number of the seller", example = "+47 22 65 43 21") @Telephone
        String telephone,
    @Doc(value = "The seller's id at GlobalConnect", example = "2884001") @Positive Long id) {}
