package orderimport.crash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results of all kills, by kill point. */
final class KillStatistics {
  private static final class Line {
    private int kills;
    private int notReached;
    private int inDoubt;
  }

  private final Map<String, Line> lines = new TreeMap<>();
  private int scenarios;
  private int placedTwice;
  private int lost;

  void addAttempt(KillPoint killPoint, boolean killed) {
    Line line = lines.computeIfAbsent(killPoint.name(), name -> new Line());
    if (killed) {
      line.kills++;
    } else {
      line.notReached++;
    }
  }

  void addAudit(List<KillPoint> kills, List<String> inDoubtCauses, LedgerAudit.Audit audit) {
    scenarios++;
    placedTwice += audit.placedTwice();
    lost += audit.lost();
    for (String name : inDoubtCauses) {
      lines.computeIfAbsent(name, missing -> new Line()).inDoubt++;
    }
  }

  int kills() {
    return lines.values().stream().mapToInt(line -> line.kills).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("%-34s %6s %11s %8s%n".formatted("point", "kills", "not reached", "in doubt"));
    lines.forEach(
        (name, line) ->
            text.append(
                "%-34s %6d %11d %8d%n".formatted(name, line.kills, line.notReached, line.inDoubt)));
    text.append(
        "%d kills in %d imports: %d orders placed twice, %d lost%n"
            .formatted(kills(), scenarios, placedTwice, lost));
    return text.toString();
  }
}
