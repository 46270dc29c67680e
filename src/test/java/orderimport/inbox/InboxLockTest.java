package orderimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import orderimport.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The lock of an inbox that two machines share. */
class InboxLockTest {
  private final TestDatabase.Database database = TestDatabase.database();
  private final Path folder;
  private final Inbox inbox;

  InboxLockTest(@TempDir Path folder) {
    this.folder = folder;
    this.inbox = new Inbox(folder);
  }

  @Test
  void a_lock_file_that_cannot_be_opened_leaves_the_inbox_unlocked() throws IOException {
    Path blockingFolder = Files.createDirectory(folder.resolve(".order-import.lock"));

    assertThatThrownBy(() -> InboxLock.tryAcquire("north", inbox, database.dataSource()))
        .isInstanceOf(IOException.class);
    Files.delete(blockingFolder);

    Optional<InboxLock> acquired = InboxLock.tryAcquire("north", inbox, database.anotherPool());
    assertThat(acquired).isPresent();
    assertThat(InboxLock.tryAcquire("north", inbox, database.dataSource())).isEmpty();
    acquired.get().close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_lock_file_that_cannot_be_written_leaves_the_inbox_unlocked() throws IOException {
    Path lock =
        Files.createSymbolicLink(folder.resolve(".order-import.lock"), Path.of("/dev/full"));

    assertThatThrownBy(() -> InboxLock.tryAcquire("south", inbox, database.dataSource()))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> InboxLock.tryAcquire("south", inbox, database.dataSource()))
        .as("an error, and not locked by another process")
        .isInstanceOf(IOException.class);
    Files.delete(lock);

    InboxLock.tryAcquire("south", inbox, database.dataSource()).orElseThrow().close();
  }

  @Test
  void two_inboxes_of_one_folder_share_a_lock() throws IOException {
    InboxLock first = InboxLock.tryAcquire("east", inbox, database.dataSource()).orElseThrow();

    assertThat(InboxLock.tryAcquire("east again", inbox, database.anotherPool())).isEmpty();
    first.close();
    InboxLock.tryAcquire("east again", inbox, database.anotherPool()).orElseThrow().close();
  }
}
