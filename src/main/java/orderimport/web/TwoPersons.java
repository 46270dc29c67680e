package orderimport.web;

import orderimport.imports.History;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Whether who had a part in an import may also place it. */
@Component
class TwoPersons {
  private final History history;
  private final boolean wanted;

  TwoPersons(History history, WebSettings settings) {
    this.history = history;
    this.wanted = settings.twoPersons();
  }

  /** Whether somebody else than this person has to place an import, or to resume placing it. */
  boolean needOther(long importId, Authentication person) {
    return wanted && history.contributors(importId).contains(person.getName());
  }
}
