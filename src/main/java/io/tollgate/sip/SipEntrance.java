package io.tollgate.sip;

import io.tollgate.sip.admission.Admission;
import io.tollgate.sip.admission.OverloadLimit;
import io.tollgate.sip.admission.SelfCall;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.trust.Door;
import java.util.Objects;
import javax.servlet.ServletContext;

/** Whom the {@link FrontServlet} asks and tells; it finds them in its servlet context. */
public interface SipEntrance {
  String ATTRIBUTE = SipEntrance.class.getName();

  static SipEntrance of(ServletContext context) {
    return (SipEntrance)
        Objects.requireNonNull(
            context.getAttribute(ATTRIBUTE), "the application has not been started");
  }

  Admission admission();

  OverloadLimit overload();

  SelfCall selfCall();

  SipContainer sipContainer();

  Door door();

  SipDispatcher sipDispatcher();
}
