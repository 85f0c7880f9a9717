//! How attacks went: what stopped them, and what led to them.

use crate::metrics::table::Category;

categories! {
    /// How an attack on an organisation went.
    AttackOutcome {
        /// It never got in, because something stopped it.
        Prevented = "prevented",
        /// It never got in, by its own failure.
        Failed = "failed",
        /// It has not got in by ENDEX.
        Pending = "pending",
        /// It got in, and was thrown out.
        Evicted = "evicted",
        /// The adversary gave it up.
        Abandoned = "abandoned",
        /// It got in, and is still there at ENDEX.
        Present = "present",
    }
    /// What stopped an attack from getting in.
    PreventedBy {
        /// A control of the organisation itself.
        OwnControl = "own_control",
        /// An indicator that the team had found itself.
        OwnIndicator = "own_indicator",
        /// An indicator that a partner had shared.
        SharedIndicator = "shared_indicator",
        /// A patch: the weakness was closed by which it comes in.
        Patch = "patch",
        /// Networks that the team had hardened by what it had learnt itself.
        OwnHardening = "own_hardening",
        /// Networks that were hardened, or a weakness that was worked around, on a partner's advice.
        SharedAdvice = "shared_advice",
        /// Networks that were configured better, as teams had agreed on before.
        BestPractice = "best_practice",
        /// An item of an industry feed.
        IndustryFeed = "industry_feed",
        /// The signature of a vendor.
        VendorSignature = "vendor_signature",
    }
    /// What led to the confirmation of an attack.
    DetectionSource {
        /// A sensor or another control of its own.
        OwnSensor = "own_sensor",
        /// Background alerts that an analyst took for the attack.
        Background = "background",
        /// A deployed indicator that the team had found itself.
        OwnIndicator = "own_indicator",
        /// A deployed indicator that a partner had shared.
        SharedIndicator = "shared_indicator",
        /// A hunt for an indicator that the team had found itself.
        OwnHunt = "own_hunt",
        /// A hunt for an indicator that a partner had shared.
        SharedHunt = "shared_hunt",
        /// A deployed item of an industry feed.
        IndustryFeed = "industry_feed",
        /// A hunt for an item of an industry feed.
        IndustryHunt = "industry_hunt",
        /// The deployed signature of a vendor.
        VendorSignature = "vendor_signature",
        /// A hunt for what the signature of a vendor recognises.
        VendorHunt = "vendor_hunt",
        /// A user reported a letter.
        UserReport = "user_report",
        /// Services failed, and people called.
        AdversaryNotice = "adversary_notice",
    }
}
