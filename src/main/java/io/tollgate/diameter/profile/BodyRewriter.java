package io.tollgate.diameter.profile;

import static io.tollgate.diameter.avp.ChargingAvps.CALLED_PARTY_ADDRESS;
import static io.tollgate.diameter.avp.ChargingAvps.IMS_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.SERVICE_INFORMATION;
import static io.tollgate.diameter.avp.CreditControlAvps.*;

import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.profile.Profile.AddedAvp;
import io.tollgate.diameter.profile.Profile.AvpRule;
import io.tollgate.diameter.profile.Profile.SubscriptionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a body in the standard form into the one that a profile asks for. */
final class BodyRewriter {
  private static final List<Avp> AMOUNTS =
      List.of(
          CC_TIME, CC_TOTAL_OCTETS, CC_INPUT_OCTETS, CC_OUTPUT_OCTETS, CC_SERVICE_SPECIFIC_UNITS);

  private final Profile profile;

  BodyRewriter(Profile profile) {
    this.profile = profile;
  }

  Avps rewrite(Avps body, ServiceKind kind, ServiceProfile of) {
    List<Node> top = Node.of(body);
    Node type = Node.find(top, CC_REQUEST_TYPE);
    String context = profile.serviceContext(kind, of);
    Node written = Node.find(top, SERVICE_CONTEXT_ID);
    if (context != null && written != null) {
      written.text(context);
    }
    Node service = Node.find(top, SERVICE_INFORMATION);
    subscriptions(top);
    if (service != null) {
      subscriptions(members(service));
      calledParty(service);
    }
    if (type != null) {
      units(top, type.integer() == CreditRequestType.EVENT.code());
    }
    List<Moved> moved = new ArrayList<>();
    rules(top, new ArrayList<>(), moved);
    for (Moved one : moved) {
      within(top, one.into()).add(one.node());
    }
    constants(top, type == null ? AddedAvp.In.ACR : AddedAvp.In.CCR);
    return Node.write(top);
  }

  private record Moved(Node node, List<Avp> into) {}

  private static List<Node> members(Node node) {
    return node.members == null ? new ArrayList<>() : node.members;
  }

  private void subscriptions(List<Node> nodes) {
    List<Node> all = nodes.stream().filter(node -> node.is(SUBSCRIPTION_ID)).toList();
    if (all.isEmpty()
        || (profile.subscriptions().isEmpty() && profile.subscriptionRules().isEmpty())) {
      return;
    }
    int at = nodes.indexOf(all.get(0));
    nodes.removeAll(all);
    List<Node> kept = new ArrayList<>();
    if (profile.subscriptions().isEmpty()) {
      kept.addAll(all);
    }
    for (SubscriptionId.Type type : profile.subscriptions()) {
      all.stream().filter(node -> typeOf(node) == type.code()).forEach(kept::add);
    }
    nodes.addAll(at, kept.stream().map(this::subscription).toList());
  }

  private static int typeOf(Node subscription) {
    Node type = Node.find(subscription.within(), SUBSCRIPTION_ID_TYPE);
    return type == null ? -1 : type.integer();
  }

  private Node subscription(Node node) {
    Node data = Node.find(node.within(), SUBSCRIPTION_ID_DATA);
    for (Map.Entry<SubscriptionId.Type, SubscriptionRule> entry :
        profile.subscriptionRules().entrySet()) {
      if (entry.getKey().code() == typeOf(node) && data != null) {
        Node other = Node.group(SUBSCRIPTION_ID);
        List<Node> members = members(other);
        members.add(Node.integer(SUBSCRIPTION_ID_TYPE, entry.getValue().as().code()));
        members.add(Node.text(SUBSCRIPTION_ID_DATA, entry.getValue().format().format(data.text())));
        return other;
      }
    }
    return node;
  }

  private void calledParty(Node service) {
    Node ims = Node.find(service.within(), IMS_INFORMATION);
    Node called = ims == null ? null : Node.find(ims.within(), CALLED_PARTY_ADDRESS);
    if (called != null) {
      called.text(profile.calledParty().format(called.text()));
    }
  }

  private void units(List<Node> top, boolean event) {
    for (Node service : List.copyOf(top)) {
      if (service.is(MULTIPLE_SERVICES_CREDIT_CONTROL)) {
        units(service);
        if (event && profile.eventUnitsInCommand()) {
          int at = top.indexOf(service);
          top.remove(service);
          top.addAll(
              at,
              service.within().stream()
                  .filter(
                      node ->
                          node.is(REQUESTED_SERVICE_UNIT)
                              || node.is(SERVICE_IDENTIFIER)
                              || node.is(REFUND_INFORMATION))
                  .toList());
        }
      }
    }
  }

  private void units(Node service) {
    List<Node> members = members(service);
    if (!profile.zeroUsage()) {
      members.removeIf(node -> node.is(USED_SERVICE_UNIT) && isNothing(node));
    }
    for (Node node : members) {
      if (node.is(REQUESTED_SERVICE_UNIT)) {
        requested(members(node));
      }
    }
  }

  private void requested(List<Node> units) {
    switch (profile.requested()) {
      case AS_IS -> {}
      case EMPTY -> units.clear();
      case ZERO_IS_EMPTY -> units.removeIf(Node::isZero);
      case EMPTY_IS_ZERO -> {
        if (units.isEmpty()) {
          units.add(Node.zero(CC_SERVICE_SPECIFIC_UNITS));
        }
      }
    }
  }

  private static boolean isNothing(Node used) {
    return used.within().stream()
        .filter(node -> AMOUNTS.stream().anyMatch(node::is))
        .allMatch(Node::isZero);
  }

  private void rules(List<Node> nodes, List<Integer> path, List<Moved> moved) {
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes) {
      path.add(node.code);
      if (node.members != null) {
        rules(node.members, path, moved);
      }
      AvpRule rule = rule(path);
      path.remove(path.size() - 1);
      if (rule == null) {
        kept.add(node);
        continue;
      }
      switch (rule.flag()) {
        case AS_IS -> {}
        case SET -> node.mandatory(true);
        case CLEAR -> node.mandatory(false);
      }
      if (rule.asText()) {
        node.toText();
      }
      List<Avp> into = rule.into();
      if (into != null) {
        moved.add(new Moved(node, into));
      } else if (!rule.leftOut()) {
        kept.add(node);
      }
    }
    if (kept.size() < nodes.size()) {
      nodes.clear();
      nodes.addAll(kept);
    }
  }

  /** The rule for the longest end of the path. */
  private @Nullable AvpRule rule(List<Integer> path) {
    for (int from = 0; from < path.size(); from++) {
      AvpRule rule = profile.avps().get(path.subList(from, path.size()));
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }

  private void constants(List<Node> top, AddedAvp.In request) {
    profile.added().values().stream()
        .filter(one -> one.in() == request || one.in() == AddedAvp.In.BOTH)
        .forEach(one -> within(top, one.into()).add(Node.constant(one)));
  }

  /** The group at the path, which is made where it is not there. */
  private static List<Node> within(List<Node> top, List<Avp> path) {
    List<Node> at = top;
    for (Avp avp : path) {
      Node found = Node.find(at, avp);
      if (found == null) {
        found = Node.group(avp);
        at.add(found);
      }
      at = members(found);
    }
    return at;
  }
}
