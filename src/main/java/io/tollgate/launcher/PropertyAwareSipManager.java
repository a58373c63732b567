package io.tollgate.launcher;

import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import org.mobicents.servlet.sip.core.session.SipStandardManager;

/**
 * Tomcat 7.0.109 copies the context's listeners into a {@code PropertyChangeListener[]} and counts
 * the manager among them; Restcomm's own manager does not implement the interface, which ends in an
 * {@code ArrayStoreException}. Sessions are not kept over a restart.
 */
public final class PropertyAwareSipManager extends SipStandardManager
    implements PropertyChangeListener {

  /** Public, since a Restcomm container of the operator's makes it from its context.xml. */
  public PropertyAwareSipManager() {
    setPathname(null);
  }

  @Override
  public void propertyChange(PropertyChangeEvent event) {
    // Only the session timeout of web.xml is announced this way, and it is set before the start.
  }
}
