package orderimport.carrier;

import org.jspecify.annotations.Nullable;

/**
 * A setting, or the definition of a carrier, is invalid. The message names it and says how to fix
 * it.
 */
public final class InvalidConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(String message) {
    this(message, null);
  }

  public InvalidConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
