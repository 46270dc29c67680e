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
  /** The shell, which draws no windows, takes less than half the time of the others. */
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium-headless-shell"),
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"));

  private static final Browser BROWSER = launch();

  private Chromium() {}

  /** The tests of the page fail without it. */
  static Browser browser() {
    return BROWSER;
  }

  private static Browser launch() {
    Path executable =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "The page is tested in Chromium, and none is installed: apt-get install"
                            + " chromium-headless-shell"));
    // It ends with the JVM, whose end closes the pipe to it.
    return Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
  }
}
