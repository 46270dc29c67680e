package orderimport.web;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page states the facts: its sentences and figures match the database. The tests of all its
 * parts share one server, as each would take seconds to start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PageTest {
  @TempDir static Path folder;

  private PageFixture fixture;

  @BeforeAll
  void start() throws Exception {
    fixture = PageFixture.start(folder);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Nested
  class InDoubt extends OrdersInDoubtAreExplained {
    InDoubt() {
      super(fixture);
    }
  }

  @Nested
  class States extends StatesAreTrue {
    States() {
      super(fixture);
    }
  }

  @Nested
  class Choices extends ChoicesAreApplied {
    Choices() {
      super(fixture);
    }
  }

  @Nested
  class OpenPage extends OpenPageIsUpdated {
    OpenPage() {
      super(fixture);
    }
  }

  @Nested
  class Progress extends ProgressIsTrue {
    Progress() {
      super(fixture);
    }
  }

  @Nested
  class Inboxes extends InboxesAreShown {
    Inboxes() {
      super(fixture);
    }
  }

  @Nested
  class Errors extends ErrorsNameTheNextStep {
    Errors() {
      super(fixture);
    }
  }

  @Nested
  class Navigation extends UsersReachTheirPage {
    Navigation() {
      super(fixture);
    }
  }

  @Nested
  class Tokens extends TokensAndNoticesWork {
    Tokens() {
      super(fixture);
    }
  }
}
