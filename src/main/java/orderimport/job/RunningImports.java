package orderimport.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import orderimport.imports.Lease;
import orderimport.imports.Progress;
import org.springframework.stereotype.Component;

/** The imports that this process works on, with the leases that allow it. */
@Component
class RunningImports {
  private record Running(Lease lease, Progress progress) {}

  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  void add(Lease lease, Progress progress) {
    running.put(lease.importId(), new Running(lease, progress));
  }

  void remove(Lease lease) {
    running.remove(lease.importId());
  }

  Lease lease(long importId) {
    return get(importId).lease();
  }

  Progress progress(long importId) {
    return get(importId).progress();
  }

  private Running get(long importId) {
    Running found = running.get(importId);
    if (found == null) {
      throw new IllegalStateException("This process has no lease on import " + importId);
    }
    return found;
  }
}
