package orderimport.carrier.granite;

import orderimport.problem.ProblemKind;

/** The problems of orders for Granite only. */
enum GraniteProblem implements ProblemKind {
  TWO_ACCOUNTS,
  ACCOUNT_MISSING,
  ONLY_WITH_BILLING_TYPE_4
}
