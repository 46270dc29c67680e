package orderimport.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, driven by Playwright: one for all tests of this JVM. */
final class Chromium {
  /** The headless shell draws no windows and takes less than half the time of the others. */
  private static final List<Path> EXECUTABLES =
      List.of(
          Path.of("/usr/bin/chromium-headless-shell"),
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"));

  private static final Browser BROWSER = launch();

  private Chromium() {}

  /** The browser; the tests of the page fail if it is not installed. */
  static Browser browser() {
    return BROWSER;
  }

  private static Browser launch() {
    Path executable =
        EXECUTABLES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "The page is tested in Chromium, and none is installed: apt-get install"
                            + " chromium-headless-shell"));
    // Chromium exits with the JVM, because that closes the pipe between them.
    return Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
  }
}
