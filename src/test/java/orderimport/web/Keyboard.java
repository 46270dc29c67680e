package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody without a mouse. Each stop has to be seen to have the focus. */
final class Keyboard {
  private static final int MOST_STOPS = 150;

  /** A part of the page that is live may be replaced between two steps, so nothing is kept. */
  private static final String STOPS =
      """
      [...document.querySelectorAll(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
        .filter(each => !each.disabled && each.checkVisibility())""";

  private static final String AT =
      """
      () => {
        const at = document.activeElement;
        const stops = %s;
        const name = (at.labels && at.labels.length > 0 ? at.labels[0].innerText : '')
          || at.getAttribute('aria-label') || at.innerText || '';
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        return {
          index: String(stops.indexOf(at)),
          tag: at.tagName.toLowerCase(),
          name: name.trim(),
          seen: at === document.body || (style.outlineStyle !== 'none'
            && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0
            && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth)
            ? 'yes' : 'no'
        };
      }"""
          .formatted(STOPS);

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  private record Stop(int index, String tag, String name) {}

  private Stop at() {
    Map<?, ?> found = (Map<?, ?>) page.evaluate(AT);
    Stop stop =
        new Stop(
            Integer.parseInt(String.valueOf(found.get("index"))),
            String.valueOf(found.get("tag")),
            String.valueOf(found.get("name")));
    assertThat(found.get("seen"))
        .as("%s is seen to have the focus at %s", stop, page.url())
        .isEqualTo("yes");
    return stop;
  }

  /** Tab goes round all controls of the page, in the order in which they stand there. */
  void reachesEverything() {
    int stops = ((Number) page.evaluate(STOPS + ".length")).intValue();
    List<Integer> reached = new ArrayList<>();
    // Between the last and the first is the browser itself.
    for (int i = 0; i < stops + 2; i++) {
      press("Tab");
      Stop stop = at();
      if (!stop.tag().equals("body")) {
        reached.add(stop.index());
      }
    }
    assertThat(reached).as(page.url()).hasSizeGreaterThanOrEqualTo(stops);
    int first = reached.get(0);
    for (int i = 0; i < reached.size(); i++) {
      assertThat(reached.get(i)).as("%s at %s", reached, page.url()).isEqualTo((first + i) % stops);
    }
  }

  /** Goes on by Tab to the control whose name begins so. */
  void goTo(String name) {
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < MOST_STOPS; i++) {
      press("Tab");
      Stop stop = at();
      if (stop.name().startsWith(name)) {
        return;
      }
      passed.add(stop.name());
    }
    throw new AssertionError("%s is not reached at %s, but %s".formatted(name, page.url(), passed));
  }

  /** Goes to a control and presses Enter. */
  void enter(String name) {
    goTo(name);
    press("Enter");
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  void type(String text) {
    page.keyboard().type(text);
  }
}
