package orderimport.background;

import jakarta.annotation.PreDestroy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import orderimport.job.ImportService;
import orderimport.problem.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Looks up orders in doubt that a user of the page selected. A look-up waits for the carrier's rate
 * limit and for orders that are being placed, so it is done in the background, one after another.
 */
@Component
@ConditionalOnWebApplication
public class LookupRequests {
  private static final Logger log = LoggerFactory.getLogger(LookupRequests.class);
  private static final int MOST_REMEMBERED = 1_000;

  private final ImportService importService;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Set<Long> pending = ConcurrentHashMap.newKeySet();
  private final Map<Long, Text> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Text> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  LookupRequests(ImportService importService) {
    this.importService = importService;
  }

  /** Requests look-ups of orders, by their ids in the ledger; those that wait already are kept. */
  public void add(Set<Long> orders) {
    Set<Long> added = new TreeSet<>(orders);
    added.removeIf(order -> !pending.add(order));
    if (!added.isEmpty()) {
      executor.execute(() -> lookUp(added));
    }
  }

  private void lookUp(Set<Long> orders) {
    try {
      Map<Long, Text> found = importService.lookUp(orders);
      synchronized (answers) {
        answers.keySet().removeAll(orders);
        answers.putAll(found);
      }
    } catch (RuntimeException e) {
      log.error("Orders in doubt could not be looked up", e);
    } finally {
      pending.removeAll(orders);
    }
  }

  /** The orders that are still to be looked up on this server. */
  public Set<Long> pending() {
    return Set.copyOf(pending);
  }

  /** Why orders stayed in doubt when they were last looked up on this server, by their ids. */
  public Map<Long, Text> answers() {
    synchronized (answers) {
      return Map.copyOf(answers);
    }
  }

  /** A look-up in progress ends when the program is asked to end. */
  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }
}
