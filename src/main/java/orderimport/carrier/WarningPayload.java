package orderimport.carrier;

import jakarta.validation.Payload;

/** As the payload of a constraint: what breaks it is worth a warning and is sent nevertheless. */
public interface WarningPayload extends Payload {}
