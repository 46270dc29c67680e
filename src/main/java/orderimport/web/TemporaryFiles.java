package orderimport.web;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** The folder for temporary files: that of the web server, which is cleared when it stops. */
@Component
public class TemporaryFiles {
  private final ServletContext servletContext;

  TemporaryFiles(ServletContext servletContext) {
    this.servletContext = servletContext;
  }

  public Path folder() {
    return ((File) servletContext.getAttribute(ServletContext.TEMPDIR)).toPath();
  }
}
