package io.tollgate.sip.participating;

import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.sip.body.ConferenceInfoReader;
import io.tollgate.sip.body.ConferenceInfoReader.Document;
import io.tollgate.sip.body.ConferenceInfoReader.Member;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.trust.Identities;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who joins and leaves a conference elsewhere, as the NOTIFYs of one subscription say that pass by
 * (RFC 4575). Whoever was there when it began is no news. On the subscription's owner.
 */
final class ConferenceWatch {

  /** One participant more, or less. */
  record News(boolean joined, String uri, Roster roster) {}

  private final Predicate<String> own;
  private final Consumer<List<News>> told;
  private static final Pattern FOCUS = Pattern.compile(";\\s*isfocus\\b", Pattern.CASE_INSENSITIVE);

  private final ConferenceInfoReader reader = new ConferenceInfoReader();
  private Set<String> attached = new LinkedHashSet<>();
  private long version = -1;

  /**
   * @param own whether a URI is the one of the conference
   * @param told what is new there
   */
  ConferenceWatch(Predicate<String> own, Consumer<List<News>> told) {
    this.own = own;
    this.told = told;
  }

  /** The conference whose focus sent this (RFC 4579 5.1); null where it is none. */
  static @Nullable String focusOf(SipServletMessage message) {
    String contact = message.getHeader("Contact");
    return contact != null && FOCUS.matcher(contact).find()
        ? Identities.bare(Identities.uri(contact))
        : null;
  }

  void pass(SipServletRequest notify) {
    String type = notify.getContentType();
    if (!notify.getMethod().equals("NOTIFY")
        || type == null
        || !type.toLowerCase(Locale.ROOT).startsWith(ConferenceInfoReader.TYPE)) {
      return;
    }
    Document document = reader.read(Bodies.octets(notify));
    if (document != null) {
      take(document);
    }
  }

  /** RFC 4575 4.4: what is old is nothing, and behind a gap only a full state says anything. */
  private void take(Document document) {
    boolean first = version < 0;
    if (document.over()
        || !own.test(Identities.bare(document.entity()))
        || document.version() <= version
        || (!document.full() && document.version() != version + 1)) {
      return;
    }
    version = document.version();
    Set<String> now = document.full() ? new LinkedHashSet<>() : new LinkedHashSet<>(attached);
    for (Member member : document.members()) {
      if (member.attached()) {
        now.add(member.uri());
      } else {
        now.remove(member.uri());
      }
    }
    List<News> news = first ? List.of() : changes(now);
    attached = now;
    if (!news.isEmpty()) {
      told.accept(news);
    }
  }

  private List<News> changes(Set<String> now) {
    List<News> news = new ArrayList<>();
    Set<String> step = new LinkedHashSet<>(attached);
    for (String uri : now) {
      if (step.add(uri)) {
        news.add(new News(true, uri, roster(step)));
      }
    }
    for (String uri : attached) {
      if (!now.contains(uri)) {
        step.remove(uri);
        news.add(new News(false, uri, roster(step)));
      }
    }
    return news;
  }

  private static Roster roster(Set<String> uris) {
    return new Roster(uris.stream().map(Participant::new).toList());
  }
}
