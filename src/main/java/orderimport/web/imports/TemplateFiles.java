package orderimport.web.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.Template;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.TemporaryFiles;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The workbooks to fill in. */
@Component
public class TemplateFiles {
  private final HeadingCatalog headingCatalog;
  private final Carriers carriers;
  private final TemporaryFiles temporaryFiles;

  TemplateFiles(HeadingCatalog headingCatalog, Carriers carriers, TemporaryFiles temporaryFiles) {
    this.headingCatalog = headingCatalog;
    this.carriers = carriers;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * The workbook of a carrier.
   *
   * @throws ResourceNotFoundException if there is no such carrier
   */
  public ResponseEntity<Resource> download(String carrier) throws IOException {
    String name =
        carriers.find(carrier).orElseThrow(() -> new ResourceNotFoundException("carrier")).name();
    Path folder = Files.createTempDirectory(temporaryFiles.folder(), "template");
    Path file = folder.resolve("template.xlsx");
    try {
      new Template(headingCatalog, name).write(file);
      return FileDownload.of(
          new ByteArrayResource(Files.readAllBytes(file)), "orders-" + name + ".xlsx");
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
