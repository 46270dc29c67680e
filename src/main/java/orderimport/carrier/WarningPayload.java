package orderimport.carrier;

import jakarta.validation.Payload;

/** The payload of a constraint whose violation is only a warning: the value is sent anyway. */
public interface WarningPayload extends Payload {}
