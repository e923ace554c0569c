//! The closed sets of the word tables: classes of words, classes of titles, cases of particles.

use crate::extract::facts::words;
use serde::{Deserialize, Serialize};

words! {
    /// A class of `words.tsv`; places and glosses have tables of their own.
    Class {
        /// Words between an organisation and one that it stands over, without telling of ownership: 산하.
        AffiliateWord = "affiliate_word",
        /// What an alliance named before is called again: 이 모임, 연대에는.
        AllianceNoun = "alliance_noun",
        /// Further words that the quoted name of an alliance ends in: 연대, 동맹.
        AllianceTail = "alliance_tail",
        /// What alliances are called: 얼라이언스, 협의체.
        AllianceWord = "alliance_word",
        /// What tells a second deal beside the one before: 도 맺, 도 체결.
        AlsoWord = "also_word",
        /// Words that alone can mean the alliance named before.
        BareAlliance = "bare_alliance",
        /// What is done by partners that found something: 구축, 결성.
        BuildWord = "build_word",
        /// Parts of an organisation that act for it: 연구진, 사업부.
        BodyWord = "body_word",
        /// Words that say whose company it is: 자회사, 계열사.
        ChildWord = "child_word",
        /// What company names end in.
        CompanySuffix = "company_suffix",
        /// What makes the other side of a sale stand with 와: 계약, 협약.
        ContractWord = "contract_word",
        /// What gives the say in a firm: 경영권, 최대주주.
        ControlWord = "control_word",
        /// What is said of a percentage that is no share but a change: 늘, 높은.
        ChangeWord = "change_word",
        /// Countries; those of `places.tsv`.
        Country = "country",
        /// What later sentences call a deal: 거래, 계약, 인수.
        DealNoun = "deal_noun",
        /// Titles of events: 서밋, 박람회.
        EventWord = "event_word",
        /// Who was there when an alliance began: 창립, 원년.
        FounderWord = "founder_word",
        /// What precedes a name's earlier or later form: 옛, 구.
        FormerWord = "former_word",
        /// What a new firm is called: 법인, 합작사.
        FirmWord = "firm_word",
        /// What makes an alliance out of its subjects and partners.
        FoundWord = "found_word",
        /// What a joint venture must do to be a deal.
        FoundingWord = "founding_word",
        /// When something is still to come: 내년, 오는.
        FutureWord = "future_word",
        /// Talk and wishes, no deal.
        GeneralWord = "general_word",
        /// Words of the trade that are no names.
        Generic = "generic",
        /// What abbreviations explain: GPU, LLM.
        Gloss = "gloss",
        /// What institutions' names end in.
        InstitutionSuffix = "institution_suffix",
        /// What is done with a share of a firm: 확보, 쥐, 주주.
        HoldWord = "hold_word",
        /// What only asks others in.
        InviteWord = "invite_word",
        /// What a firm does with new stock of its own: 발행, 찍어.
        IssueWord = "issue_word",
        /// By which subjects enter an alliance or belong to it.
        JoinWord = "join_word",
        /// By which a firm keeps others under it: 거느린.
        KeepWord = "keep_word",
        /// Who leads an alliance: 의장사, 간사.
        LeadNoun = "lead_noun",
        /// What follows the name of one who acts with the subject: 함께, 컨소시엄을 꾸려.
        JoinedWord = "joined_word",
        /// By which a subject leads an alliance.
        LeadWord = "lead_word",
        /// By which subjects leave an alliance.
        LeaveWord = "leave_word",
        /// Who belongs to an alliance: 회원사, 멤버.
        MemberNoun = "member_noun",
        /// Second words of foreign firms' names: 캐피탈, 파트너스.
        NameTail = "name_tail",
        /// Figures of speech for working together: 손잡, 맞손, 동맹.
        LooseWord = "loose_word",
        /// Stock that a firm issues anew: 신주, 전환사채.
        NewStockWord = "new_stock_word",
        /// What tells the name of a new firm: 사명은, 세워진.
        NamingWord = "naming_word",
        /// What is done with a product: 출시, 공개.
        OfferWord = "offer_word",
        /// What an offer to take over is told with: 제안, 의사.
        OfferingWord = "offering_word",
        /// Nouns before or after an organisation's name: 기업, 스타트업.
        OrgNoun = "org_noun",
        /// By which shares are said to be held: 보유한, 갖고.
        OwnWord = "own_word",
        /// Words that say who owns it: 모회사, 최대주주.
        ParentWord = "parent_word",
        /// What stands between a share and its owner: 가진, 보유한.
        OwningWord = "owning_word",
        /// Parts of a firm that are sold without it: 사업부, 공장.
        PartWord = "part_word",
        /// Firms that work with one, no partnership: 협력사.
        PartnerNoun = "partner_noun",
        /// In what past verbs before a noun end: 한, 던.
        PastAdnominal = "past_adnominal",
        /// What is done with money that goes into a firm: 넣, 붓, 집행.
        PayWord = "pay_word",
        /// Words between a person's name and an organisation's.
        PersonFiller = "person_filler",
        /// Countries, regions, cities.
        Place = "place",
        /// What of a firm receives in its place: 법인, 공장.
        PlantWord = "plant_word",
        /// What tells that something goes on: 고 있다, 해왔다.
        ProgressWord = "progress_word",
        /// What points back to a plan told before: 이 같은 계획.
        PlanPointer = "plan_pointer",
        /// What points back to the alliance named before: 여기에, 이곳에.
        PointingWord = "pointing_word",
        /// Nouns before or after a product's name.
        ProductNoun = "product_noun",
        /// What is done by one who buys from somebody: 구매, 조달.
        PurchaseWord = "purchase_word",
        /// What announces a list in the lines that follow: 다음과 같다.
        RosterWord = "roster_word",
        /// What is done by one who sells: 팔, 넘기, 매각.
        SellWord = "sell_word",
        /// What is said of money spent on a deal: 들어갔, 넘는 투자.
        SpentWord = "spent_word",
        /// Words of share capital.
        ShareWord = "share_word",
        /// Bodies that every state has: 국방부, 정부.
        StateBody = "state_body",
        /// What a sum told after its deal is called: 계약 금액, 투자금.
        SumWord = "sum_word",
        /// Korean family names.
        Surname = "surname",
        /// What a word of time ends in before its particle: 지난해에, 하반기에.
        TimeNoun = "time_noun",
        /// What begins a sentence that happens when the one before did: 당시, 이 자리에서.
        ThenWord = "then_word",
        /// What makes several subjects act as one: 함께, 공동.
        TogetherWord = "together_word",
        /// What makes a sum a total or a valuation.
        TotalWord = "total_word",
    }
}

words! {
    /// What kind of title it is.
    TitleClass {
        /// Of a university or institute.
        Academic = "academic",
        /// Of a bank's or a market's analyst.
        Analyst = "analyst",
        /// Of a company's management.
        Exec = "exec",
        /// Of an office of state.
        Official = "official",
        /// Any other.
        Other = "other",
        /// Of a newspaper.
        Press = "press",
    }
}

words! {
    /// What a particle (조사) says of the noun before it.
    Case {
        /// 은, 는, 도.
        Topic = "topic",
        /// 이, 가.
        Subject = "subject",
        /// 을, 를.
        Object = "object",
        /// 와, 과.
        With = "with",
        /// 와의, 과의.
        OfWith = "of_with",
        /// 에, 에게.
        To = "to",
        /// 로, 으로.
        Toward = "toward",
        /// 에서, 로부터.
        From = "from",
        /// 의.
        Of = "of",
        /// 이다, 인, 이자.
        Copula = "copula",
        /// 까지, 보다, …
        Other = "other",
        /// Nothing follows but a space or punctuation.
        Bare = "bare",
    }
}
