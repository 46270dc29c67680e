package orderimport.carrier.fjordnet;

import java.util.Locale;
import orderimport.problem.ProblemKind;

enum FjordnetProblem implements ProblemKind {
  SITE_TWICE;

  @Override
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String code() {
    return key();
  }
}
