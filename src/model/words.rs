//! The closed lists of words that records are written with: kinds of places, modalities, relations, …
//!
//! In: nothing. Out: one enum for each list. It must not hold a list that authors may extend.

use super::choice::choices;

choices! {
    /// What kind of place a figure is about.
    PlaceKind {
        /// A state.
        Country = "country", "国家", "country";
        /// A part of a state that serves as a benchmark alone.
        Region = "region", "区域", "region";
        /// 省.
        Province = "province", "省", "province";
        /// 州、市.
        Prefecture = "prefecture", "州、市", "prefecture";
        /// 县（市、区）.
        County = "county", "县（市、区）", "county";
        /// 乡镇（街道）.
        Town = "town", "乡镇（街道）", "town";
        /// A part of a town that is no unit of administration.
        Area = "area", "片区", "area";
        /// 学校.
        School = "school", "学校", "school";
        /// 园区.
        Park = "park", "园区", "park";
    }
}

choices! {
    /// Which values of an indicator are better.
    Direction {
        /// More is better.
        Higher = "higher", "越高越好", "higher is better";
        /// Less is better.
        Lower = "lower", "越低越好", "lower is better";
        /// Neither is better in itself.
        Neither = "none", "不分高低", "neither";
    }
}

choices! {
    /// The stage of education that an indicator is about.
    Stage {
        /// Kindergartens.
        Preschool = "preschool", "学前教育", "preschool";
        /// Primary and junior secondary schools.
        Compulsory = "compulsory", "义务教育", "compulsory education";
        /// Junior secondary schools alone.
        Junior = "junior", "初中", "junior secondary";
        /// Senior secondary schools.
        Senior = "senior", "高中阶段", "senior secondary";
        /// Vocational schools.
        Vocational = "vocational", "职业教育", "vocational education";
        /// Universities and colleges.
        Higher = "higher", "高等教育", "higher education";
        /// Special education.
        Special = "special", "特殊教育", "special education";
        /// No stage in particular.
        All = "all", "综合", "all stages";
    }
}

choices! {
    /// What kind of document a source is.
    DocumentKind {
        /// A plan.
        Plan = "plan", "规划文件", "plan";
        /// A notice.
        Notice = "notice", "通知", "notice";
        /// A report of results.
        Report = "report", "成效报道", "report";
        /// An article.
        Article = "article", "文章", "article";
        /// A policy.
        Policy = "policy", "政策文件", "policy";
    }
}

choices! {
    /// How binding the words of a target are.
    Modality {
        /// 达到、完成: a promise.
        Firm = "firm", "应达到", "firm";
        /// 力争、努力: an aspiration.
        Aspire = "aspire", "力争", "aspiration";
        /// 鼓励: an encouragement.
        Encourage = "encourage", "鼓励", "encouraged";
        /// 探索: an exploration.
        Explore = "explore", "探索", "exploratory";
    }
}

choices! {
    /// How a target is judged over time.
    Judge {
        /// By the end of its period.
        ByEnd = "by-end", "期末达到", "by the end of the period";
        /// In each year of its period.
        EachYear = "each-year", "逐年达到", "in each year";
        /// By the sum over its period.
        Cumulative = "cumulative", "累计达到", "by the sum over the period";
        /// Reached and held: 稳定在、保持.
        Held = "held", "达到并保持", "reached and held";
    }
}

choices! {
    /// What a provision lays down.
    ProvisionKind {
        /// Who may or should take part.
        Eligibility = "eligibility", "适用条件", "eligibility";
        /// What may not be exceeded.
        Ceiling = "ceiling", "上限", "ceiling";
        /// What must not be undercut.
        Floor = "floor", "下限", "floor";
        /// How many persons of what kind.
        Staffing = "staffing", "配备标准", "staffing";
        /// Anything else.
        Other = "other", "其他规定", "other";
    }
}

choices! {
    /// What a statement without a number says about a record of the plan.
    Relation {
        /// It states the result.
        Outcome = "outcome", "报告结果", "states the outcome";
        /// It reports activity whose end cannot be decided.
        Activity = "activity", "报告进展", "reports activity";
        /// Evidence is registered that cannot decide.
        Insufficient = "insufficient", "证据不足以判断", "evidence cannot decide";
        /// A figure or an honour that only looks like what was promised.
        LookAlike = "look-alike", "口径不同", "only looks alike";
        /// Announced as future work.
        Intention = "intention", "下一步打算", "announced as future work";
    }
}

choices! {
    /// The result that a document states.
    Outcome {
        /// Reached.
        Met = "met", "已达到", "met";
        /// Not reached.
        Missed = "missed", "未达到", "missed";
    }
}

choices! {
    /// The status of an observation: letters of SDMX CL_OBS_STATUS.
    Status {
        /// Normal.
        Normal = "A", "正常", "normal value";
        /// Break in the series.
        Break = "B", "口径有中断", "break in series";
        /// Definition differs.
        Differs = "D", "定义不同", "definition differs";
        /// Estimated.
        Estimated = "E", "估计数", "estimated";
        /// Forecast.
        Forecast = "F", "预计数", "forecast";
        /// Provisional.
        Provisional = "P", "初步数", "provisional";
    }
}

choices! {
    /// What kind of body answers.
    BodyKind {
        /// An office of the party or of a government.
        Office = "office", "党政机关", "Party and government offices";
        /// A local party committee and government as a whole.
        Government = "government", "地方党委和政府", "local Party committees and governments";
        /// Schools and kindergartens.
        School = "school", "中小学、幼儿园", "schools and kindergartens";
        /// Universities and colleges.
        University = "university", "高校和职业院校", "universities and colleges";
        /// Persons by their post.
        Post = "post", "岗位人员", "persons by their post";
        /// Newspapers and broadcasters.
        Media = "media", "新闻媒体", "media";
        /// Anything else.
        Other = "other", "其他单位", "other bodies";
    }
}

choices! {
    /// How far statements of several plans can be compared.
    Likeness {
        /// They measure the same.
        Comparable = "comparable", "口径相同，可以对照", "comparable";
        /// Some of them do, or for some years only.
        Partly = "partly", "部分可以对照", "comparable in part";
        /// They only look alike.
        Alike = "alike", "只是相近，不可对照", "only alike, not comparable";
        /// They belong to one subject and are shown together.
        Context = "context", "同一主题，列出备考", "shown together, for context";
    }
}

choices! {
    /// Why a published value changed.
    RevisionKind {
        /// Whoever published it put another in its place.
        Revision = "revision", "修订", "revision";
        /// It is measured or computed in another way.
        Method = "method", "方法改变", "change of method";
        /// It was this site's own error.
        Correction = "correction", "更正", "correction";
    }
}
