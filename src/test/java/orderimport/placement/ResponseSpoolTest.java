package orderimport.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import orderimport.problem.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseSpoolTest {
  private static final UUID INSTALLATION = UUID.randomUUID();

  @TempDir private Path dataDir;

  /** The JVM records each file and folder whose content it makes the disk store. */
  @Test
  void file_and_folders_are_forced_to_disk() throws Exception {
    ResponseSpool spool = new ResponseSpool(dataDir, INSTALLATION);
    Path recorded = dataDir.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      spool.write(
          new SpooledResponse(
              INSTALLATION, 1, 2, 3, "00", new Outcome.NotSent(Text.verbatim("it is closed"))));
      recording.stop();
      recording.dump(recorded);
    }

    List<String> forced =
        RecordingFile.readAllEvents(recorded).stream().map(ResponseSpoolTest::path).toList();

    assertThat(spool.all()).hasSize(1);
    assertThat(forced)
        .contains(
            dataDir.toString(), ResponseSpool.folder(dataDir).toString(), spool.folder().toString())
        .anyMatch(path -> path.startsWith(spool.folder() + "/") && path.endsWith(".part"));
  }

  private static String path(RecordedEvent event) {
    return event.getString("path");
  }
}
