package orderimport.carrier;

import org.jspecify.annotations.Nullable;

/** A setting of the user's makes no sense. The message names it and says what to do. */
public final class InvalidConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(String message) {
    this(message, null);
  }

  public InvalidConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
