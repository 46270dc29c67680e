package orderimport.web.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.web.ReaderZone;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How many orders were sent each day, and how long the carriers take to deliver. */
@Controller
class StatisticsController {
  private static final List<Integer> PERIODS = List.of(7, 30, 90, 365);
  private static final int USUAL = 30;

  private final StatisticsQueries queries;
  private final OrderImportProperties settings;
  private final ReaderZone readerZone;
  private final Clock clock;

  StatisticsController(
      StatisticsQueries queries,
      OrderImportProperties settings,
      ReaderZone readerZone,
      Clock clock) {
    this.queries = queries;
    this.settings = settings;
    this.readerZone = readerZone;
    this.clock = clock;
  }

  @GetMapping("/statistics")
  String show(
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String environment,
      Model model) {
    int period =
        PERIODS.stream().filter(each -> each.toString().equals(days)).findAny().orElse(USUAL);
    TreeSet<String> environments = new TreeSet<>(settings.environments().values());
    String chosen =
        environments.contains(environment) || environments.isEmpty()
            ? environment
            : usual(settings.environments().values());
    ZoneId zone = readerZone.zone();
    LocalDate today = LocalDate.now(clock.withZone(zone));
    LocalDate first = today.minusDays(period - 1L);
    model.addAttribute("periods", PERIODS);
    model.addAttribute("days", period);
    model.addAttribute("environments", environments);
    model.addAttribute("environment", chosen);
    model.addAttribute("first", first);
    model.addAttribute("last", today);
    model.addAttribute("carriers", queries.perDay(first, zone, chosen));
    model.addAttribute("leadTimes", queries.leadTimes(first, zone, chosen));
    return "statistics";
  }

  /** The live environment if any carrier has it, else the one that most carriers have. */
  private static String usual(Collection<String> environments) {
    return Collections.max(
        environments,
        Comparator.comparing(CarrierProperties.LIVE::equals)
            .thenComparing(each -> Collections.frequency(environments, each)));
  }
}
