package orderimport.web.imports;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import orderimport.notification.PageNotices;
import orderimport.notification.PageNotices.PageNotice;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What concerns a user since their last look at this page. */
@Controller
class NoticeController {
  private static final int MOST = 100;

  private final PageNotices pageNotices;
  private final MessageSource messages;

  NoticeController(PageNotices pageNotices, MessageSource messages) {
    this.pageNotices = pageNotices;
    this.messages = messages;
  }

  /**
   * A notification as it is shown.
   *
   * @param text one sentence
   * @param comment what the user wrote who caused it; null for nothing
   */
  record Notice(
      String id, Instant at, boolean seen, long importId, String text, @Nullable String comment) {}

  @GetMapping("/notices")
  String list(Authentication user, Locale locale, Model model) {
    model.addAttribute("notices", latest(user, locale));
    model.addAttribute("unseenCount", 0L);
    pageNotices.markSeen(user.getName());
    return "notices";
  }

  /** The notifications that the user has not seen, for the script that shows them. */
  @GetMapping("/notices/unseen")
  ResponseEntity<List<Notice>> unseen(Authentication user, Locale locale) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(latest(user, locale).stream().filter(notice -> !notice.seen()).toList());
  }

  private List<Notice> latest(Authentication user, Locale locale) {
    return pageNotices.findLatest(user.getName(), MOST).stream()
        .map(notice -> read(notice, locale))
        .toList();
  }

  private Notice read(PageNotice notice, Locale locale) {
    JsonNode json = JsonMapper.shared().readTree(notice.json());
    JsonNode comment = json.path("comment");
    return new Notice(
        notice.id().toString(),
        notice.createdAt(),
        notice.seen(),
        json.path("import_id").asLong(),
        ReviewNotifier.sentence(json, messages, locale),
        comment.isString() ? comment.asString() : null);
  }
}
