package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user without a mouse. Each focused control must show that it has the focus. */
final class Keyboard {
  private static final int MAX_STOPS = 150;

  /**
   * Queried again at each step, because live parts of the page may be replaced in between. Tab
   * stops at a group of radio buttons once; the arrow keys choose among them. It stops at each part
   * of a date.
   */
  private static final String STOPS =
      """
      [...document.querySelectorAll(
          'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
        .filter(each => !each.disabled && each.checkVisibility())
        .filter(each => each.type !== 'radio' || each.checked)""";

  private static final String FOCUSED =
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
    Map<?, ?> properties = (Map<?, ?>) page.evaluate(FOCUSED);
    Stop stop =
        new Stop(
            Integer.parseInt(String.valueOf(properties.get("index"))),
            String.valueOf(properties.get("tag")),
            String.valueOf(properties.get("name")));
    assertThat(properties.get("seen"))
        .as("%s shows that it has the focus at %s", stop, page.url())
        .isEqualTo("yes");
    return stop;
  }

  /**
   * Asserts that Tab cycles through all controls of the page in document order. Starts again if the
   * controls have changed meanwhile, as those of a live page do.
   */
  void assertTabReachesAllControls() {
    String controls = controls();
    List<Integer> reached = pressTabUntilTheFirstIsReachedAgain();
    for (int again = 0; again < 3 && !controls.equals(controls()); again++) {
      controls = controls();
      reached = pressTabUntilTheFirstIsReachedAgain();
    }
    int stops = stops();
    assertThat(reached).as(page.url()).hasSizeGreaterThanOrEqualTo(stops);
    int first = reached.get(0);
    for (int i = 0; i < reached.size(); i++) {
      assertThat(reached.get(i)).as("%s at %s", reached, page.url()).isEqualTo((first + i) % stops);
    }
  }

  private String controls() {
    return String.valueOf(page.evaluate(STOPS + ".map(each => each.outerHTML).join()"));
  }

  private int stops() {
    return ((Number) page.evaluate(STOPS + ".length")).intValue();
  }

  private List<Integer> pressTabUntilTheFirstIsReachedAgain() {
    int stops = stops();
    List<Integer> reached = new ArrayList<>();
    // Between the last and the first control the focus is in the browser's own controls.
    for (int i = 0; i < MAX_STOPS && reached.size() < stops + 1; i++) {
      press("Tab");
      Stop stop = at();
      boolean moved = reached.isEmpty() || reached.get(reached.size() - 1) != stop.index();
      if (!stop.tag().equals("body") && moved) {
        reached.add(stop.index());
      }
    }
    return reached;
  }

  /** Presses Tab until the control has the focus whose name starts with this. */
  void tabTo(String name) {
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < MAX_STOPS; i++) {
      press("Tab");
      Stop stop = at();
      if (stop.name().startsWith(name)) {
        return;
      }
      reached.add(stop.name());
    }
    throw new AssertionError(
        "%s cannot be reached at %s, only %s".formatted(name, page.url(), reached));
  }

  /** Moves the focus to a control and presses Enter. */
  void enter(String name) {
    tabTo(name);
    press("Enter");
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  void type(String text) {
    page.keyboard().type(text);
  }
}
