package orderimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server was killed, and the disk that it is to recover on has little room, or none. */
class FullDiskTest {
  private static final int NO_MOUNT = 77;

  /** Opens the database on a disk in memory, kills it, leaves so many KB, and opens it again. */
  private static final String SCRIPT =
      """
      data=$1 programs=$2 free=$3
      shift 3
      mount -t tmpfs -o size=160m tmpfs "$data" || exit 77
      mkdir "$data/postgres" && ln -s "$programs" "$data/postgres"
      mkfifo "$data/in"
      "$@" <"$data/in" >"$data/out" &
      exec 3>"$data/in"
      until grep -q open "$data/out"; do kill -0 $! || exit 1; sleep 0.1; done
      kill -9 $! "$(head -n 1 "$data/postgres/cluster/postmaster.pid")"
      sleep 1
      dd if=/dev/zero of="$data/fill" bs=1M 2>/dev/null
      dd if=/dev/null of="$data/fill" bs=1k seek=$(($(stat -c %s "$data/fill") / 1024 - free)) 2>/dev/null
      exec "$@" </dev/null
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 2_000, 10_000})
  void a_start_that_finds_no_room_says_that_the_disk_is_full(int freeKilobytes, @TempDir Path temp)
      throws Exception {
    Path programs = DataFolder.in(temp.resolve("other")).programs();
    Path data = Files.createDirectory(temp.resolve("data"));
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", SCRIPT, "sh", data.toString()));
    command.addAll(List.of(programs.toString(), String.valueOf(freeKilobytes)));
    command.addAll(AnotherProgram.command(data));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assumeTrue(process.waitFor() != NO_MOUNT, "Nothing can be mounted here");
    assertThat(said)
        .contains("The disk is full: the database in ", "--data-dir")
        .doesNotContain("checkpoint");
  }
}
