package orderimport.web;

import java.util.Optional;
import orderimport.imports.History;
import orderimport.imports.History.Act;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Wishes;
import orderimport.imports.Wishes.Offer;
import orderimport.imports.Wishes.Open;
import orderimport.imports.Wishes.Wish;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Placing: what would be placed, the word to do so, and pausing. */
@Controller
class Placing {
  private final Imports imports;
  private final Wishes wishes;
  private final History history;
  private final Shares shares;
  private final Pulses pulses;
  private final Works works;
  private final Frame frame;
  private final TwoPersons twoPersons;

  Placing(
      Imports imports,
      Wishes wishes,
      History history,
      Shares shares,
      Pulses pulses,
      Works works,
      Frame frame,
      TwoPersons twoPersons) {
    this.imports = imports;
    this.wishes = wishes;
    this.history = history;
    this.shares = shares;
    this.pulses = pulses;
    this.works = works;
    this.frame = frame;
    this.twoPersons = twoPersons;
  }

  private Import get(long id) {
    return imports
        .find(id)
        .filter(imported -> imported.kind() == Import.Kind.IMPORT)
        .orElseThrow(() -> new Missing("import " + id));
  }

  private Stage stage(long id) {
    return pulses.of(id).orElseThrow(() -> new Missing("import " + id)).stage();
  }

  @GetMapping("/imports/{id}/place")
  String confirm(@PathVariable long id, Authentication person, Model model) {
    Import imported = get(id);
    Stage stage = stage(id);
    // Asked for first: what happens after it makes the offer stale, never what is shown.
    Offer offer = wishes.offer(id).orElseThrow(() -> new Missing("import " + id));
    if (stage != Stage.PREVIEW || offer.held() == 0) {
      return "redirect:/imports/" + id;
    }
    var held = shares.of(id).stream().filter(share -> share.held() > 0).toList();
    model.addAttribute("it", imported);
    model.addAttribute("offer", offer);
    model.addAttribute("shares", held);
    model.addAttribute(
        "real",
        held.stream().filter(share -> !share.sandbox()).mapToLong(CarrierShare::held).sum());
    model.addAttribute("contributors", String.join(", ", history.contributors(id)));
    model.addAttribute("needsOther", twoPersons.needOther(id, person));
    return "place";
  }

  @PostMapping("/imports/{id}/place")
  String place(
      @PathVariable long id,
      @RequestParam long version,
      @RequestParam long held,
      @RequestParam(defaultValue = "false") boolean sure,
      Authentication person,
      RedirectAttributes flash) {
    get(id);
    boolean real = shares.of(id).stream().anyMatch(share -> share.held() > 0 && !share.sandbox());
    if (twoPersons.needOther(id, person)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (real && !sure) {
      flash.addFlashAttribute("notice", "place.not-sure");
      return "redirect:/imports/" + id + "/place";
    } else if (wishes.place(id, new Offer(version, held), person.getName())) {
      works.begin(new Open(id, Wish.PLACE));
    } else {
      flash.addFlashAttribute("notice", "place.stale");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/pause")
  String pause(@PathVariable long id, Authentication person, RedirectAttributes flash) {
    Import imported = get(id);
    if (!mayMove(imported, person)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (wishes.pause(id, person.getName())) {
      // Another server sees that it is not wanted any more, and ends it.
      works.pause(id);
    } else {
      flash.addFlashAttribute("notice", "pause.not-here");
    }
    return "redirect:/imports/" + id;
  }

  @PostMapping("/imports/{id}/go-on")
  String goOn(@PathVariable long id, Authentication person, RedirectAttributes flash) {
    Import imported = get(id);
    if (!mayMove(imported, person)) {
      flash.addFlashAttribute("notice", "move.not-allowed");
    } else if (!imported.options().hold() && twoPersons.needOther(id, person)) {
      flash.addFlashAttribute("notice", "place.needs-other");
    } else if (stage(id).canGoOn() && wishes.goOn(id, Act.WENT_ON, person.getName())) {
      works.begin(new Open(id, Wish.GO_ON));
    } else {
      flash.addFlashAttribute("notice", "go-on.stale");
    }
    return "redirect:/imports/" + id;
  }

  /** Reading belongs to those who upload, placing to those who place. */
  private boolean mayMove(Import imported, Authentication person) {
    Optional<Wish> wish = wishes.of(imported.id());
    boolean reads = imported.options().hold() && wish.orElse(Wish.GO_ON) != Wish.PLACE;
    return frame.may(person, Role.PLACE) || (reads && frame.may(person, Role.UPLOAD));
  }
}
