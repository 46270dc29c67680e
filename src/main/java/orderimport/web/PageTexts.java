package orderimport.web;

import java.util.List;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import orderimport.web.imports.ProblemGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Renders texts in the language that the user chose; for the templates. */
@Component
class PageTexts {

  /**
   * A problem.
   *
   * @param todo the next step
   * @param detail an example; null if the title is the message
   * @param suggestions the values that may be entered instead
   */
  public record ProblemText(
      String title, String todo, @Nullable String detail, List<String> suggestions) {}

  public String of(Text text) {
    return renderer().render(text);
  }

  public ProblemText problem(Text message, Text hint) {
    TextRenderer texts = renderer();
    return new ProblemText(texts.render(message), texts.render(hint), null, message.suggestions());
  }

  /** A group; the title is the message only if all of its problems have the same one. */
  public ProblemText problem(ProblemGroup group) {
    ProblemText one = problem(group.message(), group.hint());
    String title = group.several() ? renderer().title(group.code()) : null;
    return title == null ? one : new ProblemText(title, one.todo(), one.title(), List.of());
  }

  private static TextRenderer renderer() {
    return new TextRenderer(Audience.PAGE, LocaleContextHolder.getLocale());
  }
}
