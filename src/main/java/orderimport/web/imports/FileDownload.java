package orderimport.web.imports;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Responses with a file. */
public final class FileDownload {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "html", "text/html;charset=utf-8",
          "csv", "text/csv;charset=utf-8",
          "json", "application/json",
          "jsonl", "application/jsonl");

  private FileDownload() {}

  /** The media type of a result file or template, by the extension of its name. */
  public static String mediaType(String name) {
    return String.valueOf(MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }

  /**
   * A response with a file to store.
   *
   * @param name of the file to store; its extension determines the media type
   */
  public static ResponseEntity<Resource> of(Resource content, String name) {
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.parseMediaType(mediaType(name)))
        .body(content);
  }
}
