package orderimport.placement.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A response body, as far as it was received.
 *
 * @param text decoded; malformed input is replaced
 * @param flaw why the body is incomplete; null if it is complete
 */
record ResponseBody(String text, @Nullable Text flaw) {

  /** The maximum number of bytes that are read, both compressed and decompressed. */
  static final int MAX_BYTES = 1_000_000;

  /** Reads to the end or to the size limit. */
  static ResponseBody read(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new ResponseBody("", null);
    }
    Charset charset = charset(entity);
    Part sent = Part.of(Reason.ANSWER_CUT_OFF.text(), entity::getContent);
    String encoding = ResponseHeaders.text(response, HttpHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.equalsIgnoreCase("identity") || sent.bytes.size() == 0) {
      return new ResponseBody(sent.text(charset), sent.flaw);
    }
    Part decompressed =
        Part.of(
            Reason.ANSWER_PACKED.text(encoding),
            () -> decompress(encoding, sent.bytes.toByteArray()));
    return new ResponseBody(
        decompressed.text(charset), sent.flaw == null ? decompressed.flaw : sent.flaw);
  }

  private static InputStream decompress(String encoding, byte[] bytes) throws IOException {
    InputStream compressed = new ByteArrayInputStream(bytes);
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new GZIPInputStream(compressed);
      case "deflate" -> new InflaterInputStream(compressed);
      default -> throw new IOException(encoding);
    };
  }

  private static Charset charset(HttpEntity entity) {
    try {
      ContentType type = ContentType.parseLenient(entity.getContentType());
      Charset charset = type == null ? null : type.getCharset();
      return charset == null ? StandardCharsets.UTF_8 : charset;
    } catch (IllegalArgumentException unknownCharset) {
      return StandardCharsets.UTF_8;
    }
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private record Part(ByteArrayOutputStream bytes, @Nullable Text flaw) {

    @SuppressWarnings("MustBeClosedChecker")
    static Part of(Text broken, Source source) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      try {
        // Not closed: closing would read the rest of an oversized body.
        InputStream in = source.open();
        byte[] buffer = new byte[8_192];
        for (int count; (count = in.read(buffer)) >= 0; ) {
          int remaining = MAX_BYTES - read.size();
          read.write(buffer, 0, Math.min(count, remaining));
          if (count > remaining) {
            return new Part(read, Reason.ANSWER_TOO_LARGE.text());
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
