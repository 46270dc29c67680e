package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Checks a page against the rules of WCAG 2, levels A and AA, that can be tested automatically. */
final class Axe {
  private static final String SCRIPT = read();

  /** With all details opened, and afterwards as before. */
  private static final String RUN =
      """
      () => {
        const closed = [...document.querySelectorAll('details:not([open])')];
        closed.forEach(each => { each.open = true; });
        return axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          resultTypes: ['violations']
        }).then(found => found.violations.flatMap(rule =>
          rule.nodes.map(node => rule.id + ' ' + node.html + ' ' + node.failureSummary)))
          .finally(() => closed.forEach(each => { each.open = false; }));
      }""";

  private Axe() {}

  private static String read() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(
          Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with the rules that the page violates in the light or the dark scheme. */
  static void check(Page page) {
    check(page, ColorScheme.LIGHT, ColorScheme.DARK);
  }

  /** As {@link #check(Page)} for the same user and address in Norwegian and Danish. */
  static void checkInOtherLanguages(Page page) {
    for (String language : List.of("nb", "da")) {
      try (BrowserContext context =
          Chromium.browser()
              .newContext(
                  new Browser.NewContextOptions().setStorageState(page.context().storageState()))) {
        context.addCookies(List.of(new Cookie("language", language).setUrl(page.url())));
        Page other = context.newPage();
        other.navigate(page.url());
        assertThat(other.locator("html").getAttribute("lang")).startsWith(language);
        check(other);
      }
    }
  }

  /** Fails with the rules that the page violates in one of the schemes. */
  static void check(Page page, ColorScheme... schemes) {
    List<String> violations = new ArrayList<>();
    for (ColorScheme scheme : schemes) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      String name = scheme.name().toLowerCase(Locale.ROOT);
      violations(page)
          .forEach(each -> violations.add("%s %s: %s".formatted(page.url(), name, each)));
    }
    assertThat(violations).isEmpty();
  }

  private static List<String> violations(Page page) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(SCRIPT);
    }
    return ((List<?>) page.evaluate(RUN)).stream().map(String::valueOf).toList();
  }
}
