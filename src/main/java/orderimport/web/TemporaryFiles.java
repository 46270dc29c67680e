package orderimport.web;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Where temporary files go: the web server's own folder, which is cleared after it. */
@Component
class TemporaryFiles {
  private final ServletContext server;

  TemporaryFiles(ServletContext server) {
    this.server = server;
  }

  Path folder() {
    return ((File) server.getAttribute(ServletContext.TEMPDIR)).toPath();
  }
}
