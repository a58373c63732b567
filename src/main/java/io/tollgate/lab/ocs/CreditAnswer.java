package io.tollgate.lab.ocs;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the rating engine decided.
 *
 * @param groups the rating groups answered, in the order of the request
 * @param noCredit Check-Balance-Result, where asked for
 * @param cost Cost-Information in millionths, where asked for or known at the end
 */
public record CreditAnswer(
    long result,
    List<Group> groups,
    OptionalInt noCredit,
    OptionalLong cost,
    String refundInformation) {

  public CreditAnswer {
    groups = List.copyOf(groups);
  }

  static CreditAnswer of(long result) {
    return new CreditAnswer(result, List.of(), OptionalInt.empty(), OptionalLong.empty(), "");
  }

  /**
   * @param request what was asked; without a rating group the answer goes to command level
   * @param granted nothing if the group only reported or is refused
   * @param isFinal these are the last units
   */
  public record Group(
      CreditRequest.Group request, long result, Units granted, boolean isFinal, GroupPlan plan) {}
}
