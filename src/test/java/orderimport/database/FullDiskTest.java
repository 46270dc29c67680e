package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed server is to recover on a full disk. */
class FullDiskTest {
  private static final int NO_MOUNT = 77;

  /** Mounts a disk of the given size in memory. */
  private static final String MOUNT =
      """
      data=$1 programs=$2 size=$3
      shift 3
      mount -t tmpfs -o size="$size" tmpfs "$data" || exit 77
      mkdir "$data/postgres" && ln -s "$programs" "$data/postgres"
      """;

  /** Opens the database, kills it, leaves 100 KB, and opens it again. */
  private static final String KILL_AND_FILL =
      MOUNT
          + """
          mkfifo "$data/in"
          "$@" <"$data/in" >"$data/out" &
          exec 3>"$data/in"
          until grep -q open "$data/out"; do kill -0 $! || exit 1; sleep 0.1; done
          kill -9 $! "$(head -n 1 "$data/postgres/cluster/postmaster.pid")"
          sleep 1
          dd if=/dev/zero of="$data/fill" bs=1M 2>/dev/null
          full=$(stat -c %s "$data/fill")
          truncate -s $((full - 100 * 1024)) "$data/fill"
          exec "$@" </dev/null
          """;

  private static String outputOf(String script, String size, Path temp, List<String> program)
      throws Exception {
    Path programs = DataFolder.in(temp.resolve("other")).programs();
    Path data = Files.createDirectories(temp.resolve("data"));
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh", data.toString()));
    command.addAll(List.of(programs.toString(), size));
    command.addAll(program);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() != NO_MOUNT, "Nothing can be mounted here");
    return output;
  }

  @Test
  void a_failed_start_on_a_full_disk_is_explained(@TempDir Path temp) throws Exception {
    assertThat(outputOf(KILL_AND_FILL, "160m", temp, AnotherProgram.command(temp.resolve("data"))))
        .contains("The disk is full: the database in ", "--data-dir")
        .doesNotContain("checkpoint");
  }

  @Test
  void a_full_disk_is_recognized_even_without_a_log(@TempDir Path temp) throws Exception {
    List<String> command = new ArrayList<>(AnotherProgram.command(temp.resolve("data")));
    command.set(command.indexOf(AnotherProgram.class.getName()), ExplainingProgram.class.getName());

    assertThat(outputOf(MOUNT + "exec \"$@\"", "8m", temp, command))
        .contains("The disk is full: the database in ");
  }

  /** Explains a server that could only write its last line. */
  static final class ExplainingProgram {
    private ExplainingProgram() {}

    public static void main(String[] arguments) {
      System.out.println(
          PostgresErrors.explain(
                  "FATAL:  checkpoint request failed",
                  PrivateDirectory.postgresIn(Path.of(arguments[0])))
              .map(Throwable::getMessage)
              .orElse("not known"));
    }
  }
}
