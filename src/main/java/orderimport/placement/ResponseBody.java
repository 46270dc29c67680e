package orderimport.placement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body, as far as it came.
 *
 * @param text decoded; what is malformed in it is replaced
 * @param flaw why it is not all of it, in plain words; null if it is
 */
record ResponseBody(String text, @Nullable String flaw) {

  /** The most that is read, both as it comes and unpacked. */
  static final int MOST_BYTES = 1_000_000;

  private static final String TOO_LARGE = "the answer is too large";

  /** Reads to the end, or until it is too much. */
  static ResponseBody read(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new ResponseBody("", null);
    }
    Charset charset = charset(entity);
    Part sent = Part.of("the answer is cut off", entity::getContent);
    String packing = ResponseHeaders.text(response, HttpHeaders.CONTENT_ENCODING);
    if (packing == null || packing.equalsIgnoreCase("identity") || sent.bytes.size() == 0) {
      return new ResponseBody(sent.text(charset), sent.flaw);
    }
    Part unpacked =
        Part.of(
            "the answer is packed (%s) and cannot be unpacked".formatted(packing),
            () -> unpack(packing, sent.bytes.toByteArray()));
    return new ResponseBody(unpacked.text(charset), sent.flaw == null ? unpacked.flaw : sent.flaw);
  }

  private static InputStream unpack(String packing, byte[] bytes) throws IOException {
    InputStream packed = new ByteArrayInputStream(bytes);
    return switch (packing.toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(packed);
      case "deflate" -> new InflaterInputStream(packed);
      default -> throw new IOException(packing);
    };
  }

  private static Charset charset(HttpEntity entity) {
    try {
      ContentType type = ContentType.parseLenient(entity.getContentType());
      Charset charset = type == null ? null : type.getCharset();
      return charset == null ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException unheardOf) {
      return StandardCharsets.UTF_8;
    }
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private record Part(ByteArrayOutputStream bytes, @Nullable String flaw) {

    @SuppressWarnings("MustBeClosedChecker")
    static Part of(String broken, Source source) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      try {
        // Left open: closing would read on to the end of what is too much.
        InputStream in = source.open();
        byte[] some = new byte[8_192];
        for (int count; (count = in.read(some)) >= 0; ) {
          int room = MOST_BYTES - read.size();
          read.write(some, 0, Math.min(count, room));
          if (count > room) {
            return new Part(read, TOO_LARGE);
          }
        }
        return new Part(read, null);
      } catch (IOException | RuntimeException e) {
        return new Part(read, broken);
      }
    }

    String text(Charset charset) {
      String text = bytes.toString(charset);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }
}
