package orderimport.carrier;

import org.jspecify.annotations.Nullable;

/** A setting of the user's makes no sense. The message names it and says what to do. */
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    this(message, null);
  }

  public SettingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
