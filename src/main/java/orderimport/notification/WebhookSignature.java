package orderimport.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> defines, for
 * which receivers have libraries: the HMAC-SHA256 of the message's id, its time and its body.
 */
final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";

  /** The prefix of a secret in Base64. */
  private static final String PREFIX = "whsec_";

  private WebhookSignature() {}

  /** Whether a secret can be used; a blank one can. */
  static boolean isValid(String secret) {
    try {
      return secret.isBlank() || key(secret).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] key(String secret) {
    return secret.startsWith(PREFIX)
        ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  /** The header {@code webhook-signature}. */
  static String of(String secret, String id, Instant time, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      String signed = id + "." + time.getEpochSecond() + "." + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
