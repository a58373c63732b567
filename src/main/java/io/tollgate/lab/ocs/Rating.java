package io.tollgate.lab.ocs;

import io.tollgate.lab.common.LabConfig;
import java.util.HashMap;
import java.util.Map;

/** The plans of all rating groups under one configuration. */
final class Rating {

  static final long SUCCESS = 2001;
  static final long CREDIT_LIMIT_REACHED = 4012;

  private final LabConfig config;
  private final Map<Long, GroupPlan> plans = new HashMap<>();

  Rating(LabConfig config) {
    this.config = config;
  }

  LabConfig config() {
    return config;
  }

  GroupPlan plan(long group) {
    return plans.computeIfAbsent(group, key -> GroupPlan.of(config, key));
  }

  long participantFee() {
    return Money.parse(config.text("ocs.price.participant"));
  }

  /** Grants what was asked for, or the part that the account can pay, as the last units then. */
  CreditAnswer.Group grant(CreditSession session, CreditRequest.Group request) {
    GroupPlan plan = plan(request.planGroup());
    if (plan.result() != SUCCESS) {
      return new CreditAnswer.Group(request, plan.result(), Units.NONE, false, plan);
    }
    if (!request.wants()) {
      return new CreditAnswer.Group(request, SUCCESS, Units.NONE, false, plan);
    }
    Units wanted = plan.wanted(request.asked());
    long cost = plan.tariff().cost(wanted);
    long available = session.account().available();
    boolean affordable = cost <= available;
    Units granted = affordable ? wanted : wanted.share(Math.max(0, available), cost);
    if (granted.isNone()) {
      return new CreditAnswer.Group(request, CREDIT_LIMIT_REACHED, Units.NONE, false, plan);
    }
    session.reserve(request.key(), plan.tariff().cost(granted));
    boolean last = plan.finalAfter() > 0 && session.countGrant(request.key()) >= plan.finalAfter();
    return new CreditAnswer.Group(request, SUCCESS, granted, last || !affordable, plan);
  }
}
