# CGRateS, from its documentation of the Diameter agent: its templates read Subscription-Id,
# Requested-Action and units of Multiple-Services-Credit-Control; accounts are digits.
title = CGRateS
run = not run, and not checked against its documentation
service-context = 32260@3gpp.org
service-context.page-message = 32274@3gpp.org
subscriptions = e164, sip-uri
subscription.e164 = digits
avp.PoC-Information = leave-out
avp.Service-Generic-Information = without-m
avp.IM-Information = without-m
requested-units = zero-is-empty
refunds = no
messages = reserve
overload-control = no
