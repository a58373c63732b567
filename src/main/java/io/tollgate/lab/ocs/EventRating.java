package io.tollgate.lab.ocs;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One-time events (RFC 8506 clause 6): debit, refund, balance check, price enquiry. */
final class EventRating {

  private static final long MISSING_AVP = 5005;
  private static final Units ONE_MESSAGE = new Units(1, 0, 0);

  private final Rating rating;
  private final Map<String, CreditSession> sessions;

  EventRating(Rating rating, Map<String, CreditSession> sessions) {
    this.rating = rating;
    this.sessions = sessions;
  }

  CreditAnswer answer(Account account, CreditRequest request) {
    long cost = request.groups().stream().mapToLong(this::cost).sum();
    long refusal =
        request.groups().stream()
            .mapToLong(group -> rating.plan(group.planGroup()).result())
            .filter(result -> result != Rating.SUCCESS)
            .findFirst()
            .orElse(Rating.SUCCESS);
    if (refusal != Rating.SUCCESS) {
      return CreditAnswer.of(refusal);
    }
    return switch (request.action()) {
      case 0 -> debit(account, request, cost);
      case 1 -> refund(account, request, cost);
      case 2 ->
          new CreditAnswer(
              Rating.SUCCESS,
              List.of(),
              OptionalInt.of(cost <= account.available() ? 0 : 1),
              OptionalLong.empty(),
              "");
      case 3 ->
          new CreditAnswer(
              Rating.SUCCESS, List.of(), OptionalInt.empty(), OptionalLong.of(cost), "");
      default -> CreditAnswer.of(MISSING_AVP);
    };
  }

  private CreditAnswer debit(Account account, CreditRequest request, long cost) {
    if (cost > account.available()) {
      return CreditAnswer.of(Rating.CREDIT_LIMIT_REACHED);
    }
    account.debit(cost);
    boolean refundable = rating.config().text("ocs.refund-information").equals("true");
    return granted(request, refundable ? request.sessionId() : "");
  }

  private CreditAnswer refund(Account account, CreditRequest request, long cost) {
    CreditSession debit = sessions.get(request.refund());
    account.credit(
        debit == null ? cost : debit.opening().groups().stream().mapToLong(this::cost).sum());
    return granted(request, "");
  }

  private CreditAnswer granted(CreditRequest request, String refundInformation) {
    List<CreditAnswer.Group> groups =
        request.groups().stream()
            .map(
                group ->
                    new CreditAnswer.Group(
                        group, Rating.SUCCESS, units(group), false, rating.plan(group.planGroup())))
            .toList();
    return new CreditAnswer(
        Rating.SUCCESS, groups, OptionalInt.empty(), OptionalLong.empty(), refundInformation);
  }

  private long cost(CreditRequest.Group group) {
    return rating.plan(group.planGroup()).tariff().cost(units(group));
  }

  /** An event that names no amount is one message. */
  private static Units units(CreditRequest.Group group) {
    if (!group.asked().isNone()) {
      return group.asked();
    }
    return group.used().isNone() ? ONE_MESSAGE : group.used();
  }
}
